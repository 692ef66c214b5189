import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

type ErrorBoundaryProps = {
  /** What cannot be shown, as the start of a sentence: `This panel`. */
  readonly what: string;
  readonly children: ReactNode;
};

type ErrorBoundaryState = { readonly message: string | null };

/** Keeps a fault of one part of the window from taking the rest with it, and offers another try. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { message: null };

  static getDerivedStateFromError(thrown: unknown): ErrorBoundaryState {
    return { message: thrown instanceof Error ? thrown.message : String(thrown) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    const retry = (
      <Button size="small" onClick={() => this.setState({ message: null })}>
        Try again
      </Button>
    );
    return (
      <EmptyState tone="bad" title={`${this.props.what} could not be drawn.`} actions={retry}>
        {message}
      </EmptyState>
    );
  }
}
