/** The place of something that is on its way, in its final size (given by `className`). */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden="true" className={`bg-ground animate-breathe rounded-small block ${className}`} />
}
