import type { FieldKind } from './field.ts';

/** What a query can ask of the files an event was delivered in. An event is found when any of its deliveries fits. */
export type DeliveryField = { readonly name: string; readonly kind: FieldKind; readonly description: string };

/** Fields that the record of an event does not hold: the ledger of the case does. */
export const DELIVERY_FIELDS: readonly DeliveryField[] = [
  { name: 'delivery.source', kind: 'number', description: 'Number of the file in the ledger' },
  { name: 'delivery.file', kind: 'text', description: 'Path of the file, a member of an archive after “!/”' },
  { name: 'delivery.kind', kind: 'text', description: 'Shape of the file, such as s3-delivery' },
  { name: 'delivery.import', kind: 'number', description: 'Number of the import that read it' },
  {
    name: 'delivery.again',
    kind: 'boolean',
    description: 'true where the event had been delivered before: a duplicate',
  },
  {
    name: 'delivery.identical',
    kind: 'boolean',
    description: 'false where its text differs from the one that is kept',
  },
  {
    name: 'delivery.integrity',
    kind: 'text',
    description: 'What vouches for the file: signature-verified, hash-consistent, not-covered or failed',
  },
];

/** The field of that name, spelled in any case; undefined for any other path. */
export function findDeliveryField(name: string): DeliveryField | undefined {
  const wanted = name.toLowerCase();
  return DELIVERY_FIELDS.find((field) => field.name === wanted);
}
