import { excerptOf } from './excerpt.ts';
import type { Unwrap } from './found-record.ts';
import { Byte, isSpace } from './json-bytes.ts';
import type { Structure } from './piece.ts';
import type { PieceOutput } from './piece-output.ts';
import { SplitWindow } from './split-window.ts';

/** Reads text whose lines hold a record each. A line that is longer than `maxPieceBytes` is rejected. */
export async function readLines(
  content: AsyncIterable<Uint8Array>,
  unwrap: Unwrap,
  output: PieceOutput,
  maxPieceBytes: number,
): Promise<Structure> {
  const window = new SplitWindow();
  let searched = 0;
  let lines = 0;
  const line = (start: number, end: number): void => {
    if (window.bytes.subarray(start, end).every((byte) => isSpace(byte))) return;
    lines++;
    const place = { byteOffset: window.base + start, sizeBytes: end - start };
    output.unwrapped(unwrap(window.bytes.subarray(start, end)), place, () =>
      excerptOf(window.bytes, start, end),
    );
  };
  for await (const chunk of content) {
    window.append(chunk);
    let start = 0;
    for (let at = find(window, searched); at !== -1; at = find(window, start)) {
      line(start, at);
      start = at + 1;
    }
    if (window.end - start > maxPieceBytes) {
      const reason = `The line is longer than the limit of ${maxPieceBytes} bytes.`;
      output.rejected({
        byteOffset: window.base + start,
        sizeBytes: window.end - start,
        reason,
        excerpt: excerptOf(window.bytes, start, window.end),
      });
      start = window.end;
    }
    window.retain(start);
    searched = window.end;
    await output.serve(false);
  }
  if (window.end > 0) line(0, window.end);
  await output.serve(true);
  return { batches: 0, arrays: 0, topValues: lines, unclosed: false };
}

function find(window: SplitWindow, from: number): number {
  const at = window.bytes.indexOf(Byte.newline, from);
  return at < window.end ? at : -1;
}
