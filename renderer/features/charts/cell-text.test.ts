import { expect, it } from 'vitest';
import { cellText, columnTitle, lookOf } from './cell-text.ts';

it('titles columns in words', () => {
  expect(columnTitle('first_seen_at')).toBe('First seen');
  expect(columnTitle('source_ips')).toBe('Source IPs');
  expect(columnTitle('by_aws_service')).toBe('By AWS service');
  expect(columnTitle('mfa_used')).toBe('MFA used');
  expect(columnTitle('countryName')).toBe('Country name');
  expect(columnTitle('userIdentity.type')).toBe('Identity type');
  expect(columnTitle('bytesOut')).toBe('bytesOut');
});

it('shows cells by what they are', () => {
  expect(lookOf({ name: 'events', type: 'BIGINT' })).toBe('number');
  expect(lookOf({ name: 'last_at', type: 'TIMESTAMP WITH TIME ZONE' })).toBe('instant');
  expect(cellText('2023-07-10T11:42:07Z', 'instant', 'utc')).toBe('2023-07-10 11:42:07');
  expect(cellText(1204881, 'number', 'utc')).toBe('1,204,881');
  expect(cellText(null, 'text', 'utc')).toBe('');
  expect(cellText('a\u202eb', 'text', 'utc')).toBe('a\\u202Eb');
});
