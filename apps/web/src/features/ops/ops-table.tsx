import { Fragment, type ReactNode } from 'react'

interface Column {
  name: string
  /** Figures stand under each other. */
  isFigure?: boolean
  /** Needs a line of its own on a phone. */
  isWide?: boolean
  /** A share of the table that its contents do not change, e.g. `lg:w-1/4`; then every column needs one. */
  width?: string
  /** Its cells are buttons that say themselves what they do. */
  isCommand?: boolean
}

interface OpsTableProps<Row, Id extends string> {
  label: string
  /** From left to right; the first one names the row. */
  columns: Record<Id, Column>
  rows: readonly Row[]
  keyOf: (row: Row) => string
  cells: (row: Row) => Record<Id, ReactNode>
  /** What is opened below a row. */
  more?: (row: Row) => ReactNode
}

/** A table that becomes a list of cards where it is narrow: each cell then says what it is. */
export function OpsTable<Row, Id extends string>(props: OpsTableProps<Row, Id>) {
  const { label, columns, rows, keyOf, cells, more } = props
  const ids = Object.keys(columns) as Id[]
  return (
    <table
      aria-label={label}
      className={`text-14 border-hairline w-full border-collapse border-t max-lg:block ${columns[ids[0]!].width ? 'table-fixed' : ''}`}
    >
      <thead className="max-lg:sr-only">
        <tr>
          {ids.map((id) => (
            <th
              key={id}
              scope="col"
              className={`text-12 text-grey px-2 py-2 font-medium first:pl-0 last:pr-0 ${columns[id].isFigure ? 'text-right' : 'text-left'} ${columns[id].width ?? ''}`}
            >
              {columns[id].name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-lg:block">
        {rows.map((row) => (
          <Fragment key={keyOf(row)}>
            <Cells columns={columns} cells={cells(row)} />
            <More columns={ids.length}>{more?.(row)}</More>
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

interface CellsProps<Id extends string> {
  columns: Record<Id, Column>
  cells: Record<Id, ReactNode>
}

function Cells<Id extends string>({ columns, cells }: CellsProps<Id>) {
  const [first, ...others] = Object.keys(columns) as Id[]
  return (
    <tr className="border-hairline border-b max-lg:grid max-lg:grid-cols-3 max-lg:gap-x-4 max-lg:py-3 sm:max-lg:grid-cols-4">
      <th scope="row" className="py-2 pr-2 text-left align-middle font-medium max-lg:col-span-full">
        {cells[first!]}
      </th>
      {others.map((id) => (
        <td
          key={id}
          className={`px-2 py-2 align-middle last:pr-0 max-lg:px-0 max-lg:py-1 ${columns[id].isFigure ? 'tabular lg:text-right lg:whitespace-nowrap' : ''} ${columns[id].isWide ? 'max-lg:col-span-full' : ''}`}
        >
          {!columns[id].isCommand && (
            <span aria-hidden="true" className="text-12 text-grey block lg:hidden">
              {columns[id].name}
            </span>
          )}
          {cells[id]}
        </td>
      ))}
    </tr>
  )
}

function More({ columns, children }: { columns: number; children: ReactNode }) {
  if (!children) return null
  return (
    <tr className="border-hairline border-b max-lg:block">
      <td colSpan={columns} className="pb-2 max-lg:block">
        {children}
      </td>
    </tr>
  )
}

/** What a row is, and the service it belongs to. */
export function RowName({ service, children }: { service: string; children: ReactNode }) {
  return (
    <>
      {children}
      <span className="text-12 text-grey block font-normal">{service}</span>
    </>
  )
}
