import { describe, expect, it } from 'vitest';
import { entityTitle } from './entity-title.ts';

describe('the title of an entity', () => {
  it('is its type and its value', () => {
    expect(entityTitle({ type: 'access-key', value: 'AKIASP2TPHJSQH3FJXYZ' })).toBe(
      'Access key AKIASP2TPHJSQH3FJXYZ',
    );
  });

  it('names an ARN by its last part', () => {
    expect(entityTitle({ type: 'role', value: 'arn:aws:iam::111122223333:role/app/server' })).toBe(
      'Role server',
    );
    expect(entityTitle({ type: 'resource', value: 'arn:aws:sns:eu-west-1:111122223333:alarms' })).toBe(
      'Resource alarms',
    );
    expect(entityTitle({ type: 'resource', value: 'arn:aws:s3:::bucket/' })).toBe(
      'Resource arn:aws:s3:::bucket/',
    );
  });

  it('leaves out the middle of what is long, and halves no character', () => {
    expect(entityTitle({ type: 'user-agent', value: `${'🙂'.repeat(20)}${'b'.repeat(20)}` })).toBe(
      `User agent ${'🙂'.repeat(14)}…${'b'.repeat(12)}`,
    );
  });
});
