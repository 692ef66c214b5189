-- purpose: single records out of staged batches · one row = one record
-- inputs: table `staged_batch` (first_id, end_id, source_id, positions, byte_offsets, raws, originals): the records of a
-- batch with the separator of main/normalise/record-batch.ts between them, the ids they get, where each stood in its
-- file, and, where a batch has rebuilt ones, what each was rebuilt from
select
  unnest(range(first_id, end_id)) as record_id,
  source_id,
  unnest(string_split(positions, ',')::bigint[]) as position,
  unnest(string_split(byte_offsets, ',')::bigint[]) as byte_offset,
  unnest(string_split(decode(raws), chr(30))) as raw,
  unnest(string_split(originals, chr(30))) as original
from staged_batch
