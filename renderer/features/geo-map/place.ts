import type { PanelInfo, PanelResult, Row } from '../../../preload/contract/model/panel.ts';
import { markWithout } from '../charts/bars.ts';
import { EVENTS, type Mark, markOfRow, toNumber, toText } from '../charts/mark.ts';

/** How the events of a place ended. */
export type Outcomes = { readonly success: number; readonly denied: number; readonly failed: number };

/** A point on the map with the events that came from there. */
export type Place = {
  readonly key: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly name: string;
  readonly country: string | null;
  readonly countryCode: string | null;
  readonly events: number;
  readonly outcomes: Outcomes;
  /** Number of addresses, null where the panel does not count them. */
  readonly addresses: number | null;
  readonly network: string | null;
  readonly actors: string | null;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly mark: Mark;
};

const OUTCOME_OF: Readonly<Record<string, keyof Outcomes>> = {
  success: 'success',
  succeeded: 'success',
  denied: 'denied',
  failed: 'failed',
  failure: 'failed',
};

/** The rows of a map panel as places; rows of the same point and name (one per outcome, say) are one place. */
export function toPlaces(info: PanelInfo, result: PanelResult): readonly Place[] {
  const places = new Map<string, Place>();
  for (const row of result.rows) {
    const latitude = row.latitude;
    const longitude = row.longitude;
    if (typeof latitude !== 'number' || typeof longitude !== 'number') continue;
    const name = nameOf(row);
    const key = `${latitude},${longitude},${name}`;
    const found = places.get(key);
    const events = toNumber(row[EVENTS]);
    const outcomes = outcomesOf(info, row, events);
    places.set(key, {
      key,
      latitude,
      longitude,
      name,
      country: toText(row.countryName ?? row.country),
      countryCode: toText(row.country),
      events: (found?.events ?? 0) + events,
      outcomes: found ? addOutcomes(found.outcomes, outcomes) : outcomes,
      addresses: addressesOf(row, found),
      network: toText(row.network ?? row.networks) ?? found?.network ?? null,
      actors: toText(row.actor_list) ?? found?.actors ?? null,
      firstAt: toText(row.first_at) ?? found?.firstAt ?? null,
      lastAt: toText(row.last_at) ?? found?.lastAt ?? null,
      mark: found?.mark ?? markWithout(info, markOfRow(info, result, row), info.stack),
    });
  }
  return [...places.values()].toSorted((a, b) => b.events - a.events);
}

/** Events of rows that have no coordinates and so cannot be drawn. */
export function eventsWithoutPoint(result: PanelResult): number {
  return result.rows
    .filter((row) => typeof row.latitude !== 'number' || typeof row.longitude !== 'number')
    .reduce((sum, row) => sum + toNumber(row[EVENTS]), 0);
}

/** Outcomes of two places together. */
export function addOutcomes(a: Outcomes, b: Outcomes): Outcomes {
  return { success: a.success + b.success, denied: a.denied + b.denied, failed: a.failed + b.failed };
}

function nameOf(row: Row): string {
  const city = toText(row.city);
  const country = toText(row.countryName ?? row.country);
  return [city, country].filter((part) => part !== null && part !== '').join(', ') || 'Unnamed place';
}

function outcomesOf(info: PanelInfo, row: Row, events: number): Outcomes {
  const stacked = info.stack === null ? undefined : OUTCOME_OF[(toText(row[info.stack]) ?? '').toLowerCase()];
  const none = { success: 0, denied: 0, failed: 0 };
  if (stacked) return { ...none, [stacked]: events };
  const denied = toNumber(row.denied);
  const failed = toNumber(row.failed ?? row.failure);
  return { success: Math.max(0, events - denied - failed), denied, failed };
}

function addressesOf(row: Row, found: Place | undefined): number | null {
  const value = row.addresses;
  const count = typeof value === 'number' ? value : null;
  if (!found) return count;
  // Rows of one place split by outcome may share addresses: the larger count is certain, their sum is not.
  return count === null ? found.addresses : Math.max(count, found.addresses ?? 0);
}
