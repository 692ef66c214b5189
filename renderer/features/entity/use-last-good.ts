import { useState } from 'react';

/** The last value that was there: what is shown while a broken query is being mended. */
export function useLastGood<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value);
  if (value !== undefined && value !== last) setLast(value);
  return value ?? last;
}
