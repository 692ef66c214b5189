-- purpose: single records out of staged batches · one row = one record
-- inputs: table `staged_batch` (first_id, end_id, source_id, first_position, positions, byte_offsets, raws, originals):
-- the records of a batch with the separator of main/normalise/record-batch.ts between them, the ids they get, where each
-- stood in its file (positions only where they are not numbered through), and, where a batch has rebuilt ones, what each
-- was rebuilt from; and empty rows, which fill up its row groups
select
  unnest(range(first_id, end_id)) as record_id,
  source_id,
  unnest(
    coalesce(
      string_split(positions, ',')::bigint[], range(first_position, first_position + end_id - first_id)
    )
  ) as position,
  unnest(string_split(byte_offsets, ',')::bigint[]) as byte_offset,
  unnest(string_split(decode(raws.bytes), chr(30))) as raw,
  unnest(string_split(originals, chr(30))) as original
from staged_batch
where first_id is not null
