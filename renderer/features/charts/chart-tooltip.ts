import { formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';

type TooltipLine = { readonly color: string | null; readonly name: string; readonly value: number | string };

/**
 * A tooltip as an element. Its texts come from logs, so they are only ever set as text: markup in them is
 * shown, not interpreted.
 */
export function tooltipElement(title: string, lines: readonly TooltipLine[]): HTMLElement {
  const root = document.createElement('div');
  root.append(textElement('div', title, 'font-weight:600;margin-bottom:2px'));
  for (const { color, name, value } of lines) {
    const line = document.createElement('div');
    line.style.cssText = 'display:flex;align-items:center;gap:8px;line-height:18px';
    const mark = document.createElement('span');
    mark.style.cssText = 'flex:none;width:9px;height:9px;border-radius:2px';
    if (color) mark.style.background = color;
    const figure = typeof value === 'number' ? formatCount(value) : value;
    line.append(
      mark,
      textElement('span', visibleText(name), 'flex:1;max-width:260px;overflow:hidden;text-overflow:ellipsis'),
      textElement('span', figure, 'font-weight:600;margin-left:12px'),
    );
    root.append(line);
  }
  return root;
}

function textElement(tag: 'div' | 'span', text: string, style: string): HTMLElement {
  const element = document.createElement(tag);
  element.style.cssText = style;
  element.textContent = text;
  return element;
}
