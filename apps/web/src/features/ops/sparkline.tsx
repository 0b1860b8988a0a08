interface SparklineProps {
  /** What it shows, in words. */
  label: string
  /** Oldest first; short rows stand at the right. */
  values: readonly number[]
  /** Drawn as bars below: what was refused. */
  bad?: readonly number[]
}

const height = 24
/** As many as the server keeps. */
const places = 60

/** A row of numbers at a glance; its words say the same. */
export function Sparkline({ label, values, bad = [] }: SparklineProps) {
  const most = Math.max(1, ...values, ...bad)
  const x = (index: number, of: readonly number[]) => (places - of.length + index) * 2
  const y = (value: number) => height - 1 - (value / most) * (height - 3)
  const line = values.map((value, index) => `${x(index, values)},${y(value).toFixed(1)}`).join(' ')
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${places * 2} ${height}`}
      preserveAspectRatio="none"
      className="block h-6 w-30"
    >
      <title>{label}</title>
      <path d={`M0 ${height - 0.5}H${places * 2}`} className="stroke-hairline" />
      {bad.map(
        (value, index) =>
          value > 0 && (
            <path
              key={x(index, bad)}
              d={`M${x(index, bad)} ${height}V${y(value).toFixed(1)}`}
              strokeWidth="2"
              className="stroke-failed"
            />
          ),
      )}
      <polyline
        points={line}
        fill="none"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        className="stroke-grey"
      />
    </svg>
  )
}
