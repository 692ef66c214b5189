/** Where a command writes. `write` waits until the reader has taken the text. */
export type Output = {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly write: (text: string) => Promise<void>;
};

/** The reader of the output went away, as `head` does: no fault, there is just nothing left to do. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}

type Stream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** An output on a stream of the process. `write` rejects with OutputClosedError once the pipe is closed. */
export function createOutput(stream: Stream): Output {
  let closed = false;
  stream.on('error', () => {
    closed = true;
  });
  return {
    isTerminal: stream.isTTY === true,
    columns: stream.columns ?? 80,
    write: (text) =>
      new Promise((resolve, reject) => {
        if (closed) reject(new OutputClosedError());
        else stream.write(text, (error) => (error ? reject(toOutputError(error)) : resolve()));
      }),
  };
}

function toOutputError(error: NodeJS.ErrnoException): Error {
  const gone = error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED' || error.code === 'EOF';
  return gone ? new OutputClosedError() : error;
}
