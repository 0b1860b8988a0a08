import { Component, type ReactNode } from 'react'

interface Props {
  /** A new key (another page) is a new chance. */
  resetKey: string
  fallback: ReactNode
  children: ReactNode
}

interface State {
  isBroken: boolean
  key: string
}

/** Catches what no page foresaw; header and footer stay usable. React offers this to classes only. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { isBroken: false, key: this.props.resetKey }

  static getDerivedStateFromProps({ resetKey }: Props, { key }: State): State | null {
    return key === resetKey ? null : { isBroken: false, key: resetKey }
  }

  static getDerivedStateFromError(): Partial<State> {
    return { isBroken: true }
  }

  override render(): ReactNode {
    return this.state.isBroken ? this.props.fallback : this.props.children
  }
}
