/** What is wrong with a file and at which byte of its stored form. */
export type Problem = { readonly reason: string; readonly position: number };
