import { fieldName } from './field-path.ts';
import { pathSegments } from './path-segments.ts';
import { printLiteral } from './print-query.ts';

/**
 * The clause `field:value` for exactly this value: whatever it holds (quotes, wildcards, keywords, line ends) is
 * quoted and escaped so that it means itself. `field` is a name as a query writes it; anything else is one key.
 */
export function fieldClause(field: string, value: string | number | boolean): string {
  return `${fieldName(pathSegments(field))}:${printLiteral(String(value))}`;
}

/** The clause `field:*`: the field is there. */
export function existsClause(field: string): string {
  return `${fieldName(pathSegments(field))}:*`;
}
