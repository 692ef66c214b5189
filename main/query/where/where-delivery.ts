import type { DeliveryField } from '../../../preload/contract/model/delivery-field.ts';
import type { FieldNode } from '../../../preload/contract/query/query-node.ts';
import { whereColumn } from './where-column.ts';
import type { Bind } from './where-parameters.ts';

const DELIVERIES = `
  (
    select record_id, source_id, false as again, true as identical from "case".main.record
    union all
    select record_id, source_id, true, identical from "case".main.duplicate
  )`;

const COLUMNS: Readonly<Record<string, string>> = {
  'delivery.source': 'd.source_id',
  'delivery.file': 's.path',
  'delivery.kind': 's.kind',
  'delivery.import': 's.import_id',
  'delivery.again': 'd.again',
  'delivery.identical': 'd.identical',
  'delivery.integrity': 's.integrity',
};

/** A condition on the files an event was delivered in: true where one of its deliveries meets it. Throws QueryError. */
export function whereDelivery(node: FieldNode, field: DeliveryField, bind: Bind): string {
  const column = COLUMNS[field.name] ?? 'null';
  return `record_id in (
    select d.record_id from ${DELIVERIES} as d join source as s using (source_id)
    where ${whereColumn(node, field, bind, column)}
  )`;
}
