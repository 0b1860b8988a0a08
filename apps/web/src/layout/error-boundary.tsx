import { Component, type ReactNode } from 'react'

interface Props {
  /** A new key (another page) is a new chance. */
  resetKey: string
  fallback: ReactNode
  children: ReactNode
}

/** Catches what no page foresaw; header and footer stay usable. React offers this to classes only. */
export class ErrorBoundary extends Component<Props, { failedKey: string | null }> {
  override state: { failedKey: string | null } = { failedKey: null }

  static getDerivedStateFromProps(props: Props, state: { failedKey: string | null }) {
    return state.failedKey !== null && state.failedKey !== props.resetKey ? { failedKey: null } : null
  }

  override componentDidCatch(): void {
    this.setState({ failedKey: this.props.resetKey })
  }

  static getDerivedStateFromError() {
    return { failedKey: '' }
  }

  override render(): ReactNode {
    return this.state.failedKey === null ? this.props.children : this.props.fallback
  }
}
