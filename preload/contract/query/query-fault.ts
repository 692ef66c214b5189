/** Where a query breaks the grammar, and a sentence that says what was expected there. */
export type Fault = { readonly position: number; readonly length: number; readonly message: string };

/** Thrown while reading a query, caught where the reading began. */
export class QueryFault extends Error {
  readonly fault: Fault;

  constructor(position: number, length: number, message: string) {
    super(message);
    this.name = 'QueryFault';
    this.fault = { position, length, message };
  }
}
