import { ocsfRecord } from '../ocsf-record.ts';
import { unwrapDocuments, wholePiece } from '../unwrap-documents.ts';
import type { Shape } from './shape.ts';

const MAGIC = 'PAR1';

/** Parquet files of OCSF events, as Amazon Security Lake keeps them, or of rows with the record as text in a column. */
export const securityLakeParquet: Shape = {
  kind: 'security-lake-parquet',
  recognises: ({ bytes }) => bytes.toString('latin1', 0, MAGIC.length) === MAGIC,
  reading: {
    form: 'parquet',
    unwrap: unwrapDocuments({
      documents: wholePiece,
      carriers: (row) => [row.raw_data, ...Object.values(row)],
      rebuild: ocsfRecord,
    }),
  },
};
