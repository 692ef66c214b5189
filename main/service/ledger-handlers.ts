import { readCoverage } from '../case/coverage.ts';
import { listDeliveries, listRepeatedEvents, summariseDuplicates } from '../case/duplicates.ts';
import { listImports } from '../case/imports.ts';
import { countFiles, listFiles } from '../case/ledger.ts';
import { readRejectedPiece } from '../case/rejected-piece.ts';
import { findRejection, listRejections } from '../case/rejections.ts';
import type { CaseSession } from './case-session.ts';
import { NotFoundError } from './errors.ts';
import type { Handlers } from './service.ts';

/** Reads the ledger: files, imports, coverage, what was rejected and what was delivered twice. */
export function ledgerHandlers(session: CaseSession) {
  return {
    'ledger.files': (input) => listFiles(session.current().database, input),
    'ledger.counts': () => countFiles(session.current().database),
    'ledger.imports': () => listImports(session.current().database),
    'ledger.coverage': (input, { signal }) => readCoverage(session.current().database, input, signal),
    'ledger.rejections': (input) => listRejections(session.current().database, input),
    'ledger.rejection': async (place, { signal }) => {
      const { database } = session.current();
      const rejection = await findRejection(database, place);
      if (!rejection) throw new NotFoundError('Nothing was rejected at that place of the file.');
      return readRejectedPiece(database, rejection, signal);
    },
    'ledger.duplicates': (input, { signal }) =>
      summariseDuplicates(session.current().database, input, signal),
    'ledger.repeatedEvents': (input, { signal }) =>
      listRepeatedEvents(session.current().database, input, signal),
    'ledger.deliveries': async ({ recordId }, { signal }) => {
      const deliveries = await listDeliveries(session.current().database, recordId, signal);
      if (!deliveries) throw new NotFoundError(`The case has no event number ${recordId}.`);
      return { deliveries };
    },
  } satisfies Partial<Handlers>;
}
