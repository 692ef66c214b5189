import { findFindings, readIntegrity } from '../integrity/case-report.ts';
import { checkCase } from '../integrity/check-case.ts';
import { addKeys, removeKey } from '../integrity/kept-keys.ts';
import { PublicKeysError } from '../integrity/public-keys.ts';
import type { CaseSession } from './case-session.ts';
import { BadInputError, NotFoundError } from './errors.ts';
import type { ImportControl } from './import-control.ts';
import type { Handlers, ServiceListener } from './service.ts';

type Parts = {
  readonly session: CaseSession;
  readonly imports: ImportControl;
  readonly tell: ServiceListener;
};

/** Reads what vouches for the files of the case, and keeps public keys to check signatures with. */
export function integrityHandlers({ session, imports, tell }: Parts) {
  return {
    'integrity.read': () => readIntegrity(session.current().database),
    'integrity.findings': (input) => findFindings(session.current().database, input),
    'integrity.addKeys': ({ text }) =>
      imports.alone(async () => {
        const { database } = session.current();
        const result = await addKeys(database, text).catch((error: unknown) => {
          throw error instanceof PublicKeysError ? new BadInputError(error.message) : error;
        });
        await checkCase(database);
        tell('case.changed', await session.summary());
        return result;
      }),
    'integrity.removeKey': ({ fingerprint }) =>
      imports.alone(async () => {
        const { database } = session.current();
        if (!(await removeKey(database, fingerprint))) {
          throw new NotFoundError('The case keeps no public key of that fingerprint.');
        }
        await checkCase(database);
        tell('case.changed', await session.summary());
        return {};
      }),
  } satisfies Partial<Handlers>;
}
