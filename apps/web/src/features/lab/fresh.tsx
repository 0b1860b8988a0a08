/** A figure that is renewed in place: another one is a new element, as one that becomes wider would have moved. */
export function Fresh({ children }: { children: string }) {
  return <span key={children}>{children}</span>
}
