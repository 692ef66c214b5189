import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../database/database-error.ts';
import { QueryError } from '../query/query-error.ts';
import { dispatch } from './dispatch.ts';
import { CaseBusyError, NoCaseError } from './errors.ts';
import type { Handlers } from './service.ts';
import { createListLogger, createTinyService } from './tiny-service.ts';

const NEVER = new AbortController().signal;

function run(handlers: Partial<Handlers>, name: string, input: unknown, signal = NEVER) {
  return dispatch(createTinyService(handlers), name, input, signal, createListLogger());
}

const failing = (error: unknown): Partial<Handlers> => ({
  'event.count': async () => {
    throw error;
  },
});

describe('dispatch', () => {
  it('gives the handler its input with the defaults of the schema, and answers its value', async () => {
    const result = await run(
      {
        'event.count': async ({ scope }) => ({
          events: scope.query.length,
          total: scope.from === null ? 9 : 0,
        }),
      },
      'event.count',
      { scope: {} },
    );
    expect(result).toEqual({ ok: true, value: { events: 0, total: 9 } });
  });

  it('takes no input as an empty one', async () => {
    expect(await run({ 'case.current': async () => null }, 'case.current', undefined)).toEqual({
      ok: true,
      value: null,
    });
  });

  it.each(['nothing.here', '__proto__', 'constructor', 'toString', ''])(
    'knows no method “%s”',
    async (name) => {
      const result = await run({}, name, {});
      expect(result).toMatchObject({ ok: false, error: { code: 'not_found' } });
    },
  );

  it('says which part of an input is wrong', async () => {
    const result = await run({}, 'event.count', { scope: { query: 5 } });
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'bad_input',
        message: expect.stringMatching(/^event\.count cannot use “scope\.query”: .+\.$/),
      },
    });
  });

  it('refuses an input that is no object at all', async () => {
    const result = await run({}, 'event.count', 'text');
    expect(result).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });

  it('passes on the words of a known error', async () => {
    expect(await run(failing(new NoCaseError()), 'event.count', { scope: {} })).toEqual({
      ok: false,
      error: {
        code: 'no_case',
        message: 'No case is open.',
        hint: 'Open a case or a folder of logs.',
        details: null,
      },
    });
    const busy = new CaseBusyError('Another program has the case open.', { details: { pid: 7 } });
    expect(await run(failing(busy), 'event.count', { scope: {} })).toMatchObject({
      error: { code: 'case_busy', details: { pid: 7 } },
    });
  });

  it('marks the place of a bad query', async () => {
    const result = await run(failing(new QueryError('A value is missing.', 4, 2)), 'event.count', {
      scope: {},
    });
    expect(result).toEqual({
      ok: false,
      error: {
        code: 'bad_query',
        message: 'A value is missing.',
        hint: null,
        details: { position: 4, length: 2 },
      },
    });
  });

  it('turns each problem of a case file into its code', async () => {
    const codeOf = async (problem: ConstructorParameters<typeof DatabaseError>[0]) => {
      const result = await run(failing(new DatabaseError(problem, 'Words.')), 'event.count', { scope: {} });
      return result.ok ? null : result.error.code;
    };
    expect(await codeOf('busy')).toBe('case_busy');
    expect(await codeOf('missing')).toBe('not_found');
    expect(await codeOf('damaged')).toBe('case_damaged');
    expect(await codeOf('cancelled')).toBe('cancelled');
    expect(await codeOf('read_only')).toBe('read_only');
  });

  it('calls any failure of an aborted call cancelled', async () => {
    const controller = new AbortController();
    const handlers: Partial<Handlers> = {
      'event.count': async () => {
        controller.abort();
        throw new Error('INTERRUPT Error: Interrupted!');
      },
    };
    const result = await run(handlers, 'event.count', { scope: {} }, controller.signal);
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('does not begin a call that is aborted already', async () => {
    let begun = 0;
    const handlers: Partial<Handlers> = {
      'case.current': async () => {
        begun += 1;
        return null;
      },
    };
    const result = await run(handlers, 'case.current', {}, AbortSignal.abort());
    expect(result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(begun).toBe(0);
  });

  it('keeps the details of an unexpected error to the log', async () => {
    const logger = createListLogger();
    const service = createTinyService(failing(new TypeError('secret internals')));
    const result = await dispatch(service, 'event.count', { scope: {} }, NEVER, logger);
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(logger.lines).toHaveLength(1);
    expect(logger.lines[0]?.details).toMatchObject({
      method: 'event.count',
      err: { message: 'secret internals' },
    });
  });
});
