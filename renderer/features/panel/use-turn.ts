import { useIsFetching } from '@tanstack/react-query';
import { type RefObject, useEffect, useState } from 'react';

/** Time for the panels in sight to have asked. */
const START_MS = 150;
/** Panels out of sight wait no longer than this. */
const PATIENCE_MS = 4_000;

/**
 * Whether it is the turn of a panel to ask for its result: at once where it can be seen, and where not, as soon as
 * those that can be seen have theirs.
 */
export function useTurn(element: RefObject<Element | null>): boolean {
  const [turn, setTurn] = useState(false);
  const [started, setStarted] = useState(false);
  const answering = useIsFetching({ queryKey: ['panel.run'] }) > 0;
  useEffect(() => {
    if (turn || !element.current) return;
    const take = () => setTurn(true);
    const start = setTimeout(() => setStarted(true), START_MS);
    const patience = setTimeout(take, PATIENCE_MS);
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) take();
    });
    observer.observe(element.current);
    return () => {
      clearTimeout(start);
      clearTimeout(patience);
      observer.disconnect();
    };
  }, [turn, element]);
  useEffect(() => {
    if (started && !answering) setTurn(true);
  }, [started, answering]);
  return turn;
}
