import type { ReactNode } from 'react'
import { Fresh } from './fresh.tsx'

interface LabTableProps {
  label: string
  /** The first one names the rows. */
  head: readonly string[]
  rows: readonly (readonly ReactNode[])[]
}

/** Figures in columns; where it is narrow the table is moved sideways under its first column. */
export function LabTable({ label, head, rows }: LabTableProps) {
  return (
    // What moves sideways has to be reached with the keyboard too.
    <section tabIndex={0} aria-label={label} className="border-hairline overflow-x-auto border-t">
      <table aria-label={label} className="text-14 w-full border-collapse">
        <thead>
          <tr>
            {head.map((name, column) => (
              <th
                key={name}
                scope="col"
                className={`text-12 text-grey px-2 py-2 align-bottom font-medium ${column === 0 ? 'bg-paper sticky left-0 pl-0 text-left' : 'min-w-20 text-right'}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], row) => (
            <tr key={row} className="border-hairline border-t">
              <th
                scope="row"
                className="bg-paper sticky left-0 py-2 pr-3 text-left font-medium max-sm:min-w-28 sm:whitespace-nowrap"
              >
                {name}
              </th>
              {cells.map((cell, column) => (
                <td key={head[column + 1]} className="tabular px-2 py-2 text-right whitespace-nowrap">
                  {typeof cell === 'string' ? <Fresh>{cell}</Fresh> : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
