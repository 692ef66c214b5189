import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';

/**
 * The panel with the column that it stacks by: a stack `$name` is the column which the option of that name chose,
 * and which the result therefore has.
 */
export function withStackColumn<Info extends Pick<PanelInfo, 'stack' | 'options'>>(
  info: Info,
  { columns }: Pick<PanelResult, 'columns'>,
): Info {
  if (!info.stack?.startsWith('$')) return info;
  const chosen = info.options
    .find((option) => `$${option.name}` === info.stack)
    ?.values.find(({ value }) => columns.some(({ name }) => name === value));
  return { ...info, stack: chosen?.value ?? null };
}
