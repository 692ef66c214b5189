-- purpose: single records out of staged batches · one row = one record
-- inputs: table `staged_batch` (source_id, positions, byte_offsets, raws, originals): the records of a batch with the
-- separator of main/normalise/record-batch.ts between them, where each stood in its file, and, where a batch has
-- rebuilt ones, what each was rebuilt from
select
  source_id,
  unnest(string_split(positions, ',')::bigint[]) as position,
  unnest(string_split(byte_offsets, ',')::bigint[]) as byte_offset,
  unnest(string_split(decode(raws), chr(30))) as raw,
  unnest(string_split(originals, chr(30))) as original
from staged_batch
