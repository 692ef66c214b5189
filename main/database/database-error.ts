export type DatabaseProblem =
  | 'busy'
  | 'closed'
  | 'damaged'
  | 'full'
  | 'memory'
  | 'not_a_case'
  | 'missing'
  | 'newer'
  | 'older'
  | 'read_only'
  | 'cancelled';

/** A case file that cannot be opened or written, or a query that was cancelled. The message says what to do. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly problem: DatabaseProblem;

  constructor(problem: DatabaseProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}
