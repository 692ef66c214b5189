import { findField } from '../../../preload/contract/model/field.ts';
import { formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import type { StackTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';
import { valueScope } from './stack-fields.ts';

/** Longest query the host takes. */
const MOST_CHARACTERS = 20_000;

/** Opens the events of one value of a stack beside it; null for the events without the field. */
export function openEvents({ scope, field }: StackTab, value: string | null): void {
  const events = valueScope(scope, field, value);
  if (events.query.length > MOST_CHARACTERS) {
    showMessage(`The value is too long for a query of ${formatCount(MOST_CHARACTERS)} characters.`, 'bad');
    return;
  }
  const name = findField(field)?.title ?? field;
  const text = visibleText(value ?? 'not present');
  const title = `${name} ${text.length > 60 ? `${text.slice(0, 40)}…${text.slice(-16)}` : text}`;
  useWorkspace.getState().openSearch({ title, scope: events });
}
