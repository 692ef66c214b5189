import { ENTITY_FIELDS, type EntityRef, type EntityType, entityType } from '../model/entity.ts';
import { receiverOf } from './resource-query.ts';

const BY_FIELD = new Map(
  entityType.options.map((type): readonly [string, EntityType] => [ENTITY_FIELDS[type].toLowerCase(), type]),
);

const ACCESS_KEY = /^(AKIA|ASIA)[A-Z0-9]{12,124}$/;
const SESSION_ARN = /^arn:[^:]*:sts::\d*:(assumed-role|federated-user)\//;
const ROLE_ARN = /^arn:[^:]*:iam::\d*:role\//;
const USER_ARN = /^arn:[^:]*:iam::\d*:(user\/.+|root)$/;

/**
 * The entity that a value of a field names, wherever it stands: by its field, or, in any other field or path of
 * the record, by its shape. Null when it names none.
 */
export function entityOf(field: string, value: string): EntityRef | null {
  const type = value === '' ? null : (BY_FIELD.get(field.toLowerCase()) ?? typeOf(field, value));
  if (type === null) return null;
  return { type, value: type === 'resource' ? receiverOf(value) : value };
}

function typeOf(field: string, value: string): EntityType | null {
  if (ACCESS_KEY.test(value)) return 'access-key';
  if (SESSION_ARN.test(value)) return 'session';
  if (ROLE_ARN.test(value)) return 'role';
  if (USER_ARN.test(value)) return 'actor';
  if (/^\d{12}$/.test(value) && /account(id)?$/i.test(field)) return 'account';
  if (/bucketName$/i.test(field)) return 'resource';
  if (isAddress(value)) return 'address';
  return null;
}

function isAddress(value: string): boolean {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(value)) return value.split('.').every((part) => Number(part) < 256);
  return /^[0-9a-f:.]{3,45}$/i.test(value) && value.split(':').length > 2;
}
