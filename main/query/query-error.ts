/**
 * A query that cannot be run: `message` is a sentence that says what was expected, `position` and `length`
 * mark the fault in the query text, counted in UTF-16 code units.
 */
export class QueryError extends Error {
  readonly position: number;
  readonly length: number;

  constructor(message: string, position: number, length: number) {
    super(message);
    this.name = 'QueryError';
    this.position = position;
    this.length = length;
  }
}
