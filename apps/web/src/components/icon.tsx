const shapes = {
  account: 'M10 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3.5 17c.6-3 3.2-4.5 6.5-4.5s5.9 1.5 6.5 4.5',
  alert: 'M10 6.5v4.5M10 13.6v.1M10 2.5 18 16.5H2z',
  bell: 'M5 13.5V9a5 5 0 0 1 10 0v4.5l1.5 1.5h-13zM8.5 17.5h3',
  box: 'M3 6.5 10 3l7 3.5v7L10 17l-7-3.5zM3 6.5l7 3.5 7-3.5M10 10v7',
  cart: 'M2.5 3.5h2l2 9h8l1.8-6.5H5.2M8 16.5v.1M13.5 16.5v.1',
  check: 'm4 10.5 4 4 8-9',
  chevronDown: 'm5 7.5 5 5 5-5',
  chevronLeft: 'm12.5 5-5 5 5 5',
  chevronRight: 'm7.5 5 5 5-5 5',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 6v4.5l3 1.5',
  close: 'm5 5 10 10M15 5 5 15',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 9v4.5M10 6.4v.1',
  minus: 'M4.5 10h11',
  offline:
    'M3 3l14 14M2.5 8a11 11 0 0 1 4-2.3M10 5c2.8 0 5.5 1 7.5 3M5.5 11.2a6.5 6.5 0 0 1 3-1.6M13 10.3c.6.3 1.1.6 1.5 1M10 15v.1',
  plus: 'M10 4.5v11M4.5 10h11',
  point: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM8 14V6h2.7a2.4 2.4 0 0 1 0 4.8H8',
  retry: 'M16.5 10a6.5 6.5 0 1 1-2-4.7M16.5 2.5v4h-4',
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12ZM13.5 13.5l4 4',
  trash: 'M3.5 5.5h13M8 5.5v-2h4v2M5 5.5l.8 11h8.4l.8-11',
  truck:
    'M2 5h9.5v8.5H2zM11.5 8h3.5l3 3v2.5h-6.5M5.5 16.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3ZM14.5 16.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3Z',
} as const

export type IconName = keyof typeof shapes

/** A drawing beside a word, never instead of one: screen readers do not see it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: 14 | 16 | 20 | 24 }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={size < 20 ? 1.9 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      className="shrink-0"
    >
      <path d={shapes[name]} />
    </svg>
  )
}
