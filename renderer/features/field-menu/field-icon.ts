import {
  Box,
  Building2,
  CircleDot,
  Clock,
  FileJson2,
  Globe,
  KeyRound,
  type LucideIcon,
  MonitorSmartphone,
  Network,
  SquareFunction,
  UserRound,
  UsersRound,
} from 'lucide-react';
import type { EntityType } from '../../../preload/contract/model/entity.ts';
import { entityOf } from '../../../preload/contract/query/entity-of.ts';

const BY_ENTITY: Readonly<Record<EntityType, LucideIcon>> = {
  actor: UserRound,
  role: UsersRound,
  session: Clock,
  'access-key': KeyRound,
  address: Network,
  'user-agent': MonitorSmartphone,
  'event-name': SquareFunction,
  resource: Box,
  account: Building2,
};

const BY_FIELD: Readonly<Record<string, LucideIcon>> = {
  outcome: CircleDot,
  country: Globe,
  city: Globe,
  awsRegion: Globe,
};

/** The picture that stands for a value: of what it names, else of its field, else of a field of the record. */
export function fieldIcon(field: string, value: string | null): LucideIcon {
  const entity = entityOf(field, value === null || value === '' ? 'x' : value);
  if (entity) return BY_ENTITY[entity.type];
  return BY_FIELD[field] ?? FileJson2;
}
