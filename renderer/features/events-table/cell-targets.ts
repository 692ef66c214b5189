import { findField } from '../../../preload/contract/model/field.ts';
import type { ValueTarget } from '../../state/value-menu.ts';

/** What a cell stands for: its value, or each of several, such as tags, none of which has a comma. */
export function cellTargets(field: string, value: string | null): readonly ValueTarget[] {
  if (value === null || findField(field)?.kind !== 'list') return [{ field, value }];
  return value.split(', ').map((one) => ({ field, value: one }));
}
