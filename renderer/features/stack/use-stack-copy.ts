import { useEffect, useRef, useState } from 'react';
import type { StackRow } from '../../../preload/contract/model/stack.ts';
import { countOf } from '../../format/number.ts';
import { showMessage } from '../../ui/toast.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import { panelCsv, panelTsv } from '../panel/panel-csv.ts';
import { saveText } from '../panel/save-text.ts';
import { stackTable } from './stack-columns.ts';
import { readAllRows, type StackQuestion } from './use-stack-rows.ts';

/** Takes all values of a stack along, and how far that is: the rows read so far, null when nothing is under way. */
export type StackCopy = {
  readonly rowsRead: number | null;
  readonly copy: () => void;
  readonly save: () => void;
  readonly stop: () => void;
};

/** Copies or saves all rows of a stack, not only those that have been read for the screen. */
export function useStackCopy(question: StackQuestion): StackCopy {
  const [rowsRead, setRowsRead] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const take = async (use: (rows: readonly StackRow[]) => Promise<void> | void) => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setRowsRead(0);
    try {
      const rows = await readAllRows(question, setRowsRead, control.signal);
      await use(rows);
    } catch (error) {
      if (!control.signal.aborted) showMessage(error instanceof Error ? error.message : String(error), 'bad');
    } finally {
      if (running.current === control) setRowsRead(null);
    }
  };
  const copy = () =>
    void take((rows) => copyText(panelTsv(stackTable(rows)), `${countOf(rows.length, 'value')} copied`));
  const save = () =>
    void take((rows) => {
      saveText(fileName(question.field), panelCsv(stackTable(rows)), 'text/csv');
      showMessage(`${countOf(rows.length, 'value')} saved`);
    });
  return { rowsRead, copy, save, stop: () => running.current?.abort() };
}

function fileName(field: string): string {
  return `${field.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}-stack.csv`;
}
