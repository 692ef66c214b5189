-- purpose: what a request against logs brings about, in words, and what it is aimed at · inputs: requestParameters
-- source: CloudTrail API reference (UpdateTrail, PutEventSelectors); spec: dashboards, section 2.4
-- A request of another shape, or none, gives NULL or the general sentence.

-- Whether a path of a JSON value is there, and not null.
create or replace macro is_present(value, path) as coalesce(json_type(value, path), 'NULL') <> 'NULL';

-- The texts of a JSON value that a path with [*] finds, joined; NULL where it finds none.
create or replace macro joined_texts(value, path) as
  nullif(array_to_string(json_extract_string(value, path), ', '), '');

-- After how many days a lifecycle rule deletes objects, the least of all rules: Rule is one object or a list.
create or replace macro least_days_to_expiry(request) as
  list_min(list_transform(
    list_append(
      json_extract_string(request, '$.LifecycleConfiguration.Rule[*].Expiration.Days'),
      json_extract_string(request, '$.LifecycleConfiguration.Rule.Expiration.Days')
    ),
    lambda days: try_cast(days as double)
  ));

create or replace macro days_text(days) as format('{:g}', days) || if(days = 1, ' day', ' days');

-- What UpdateTrail sets. CloudTrail does not tell what it was before: a setting may be named without a change.
create or replace macro trail_change(request) as
  coalesce(
    nullif(
      concat_ws(
        '; ',
        if(request ->> '$.includeGlobalServiceEvents' = 'false', 'events of global services are not recorded', null),
        if(request ->> '$.isMultiRegionTrail' = 'false', 'only one region is recorded', null),
        if(request ->> '$.isOrganizationTrail' = 'false', 'the organisation is not recorded', null),
        if(request ->> '$.enableLogFileValidation' = 'false', 'log files cannot be validated', null),
        case
          when (request ->> '$.kmsKeyId') = '' then 'log files are not encrypted with a key of KMS'
          else 'log files are encrypted with the key ' || (request ->> '$.kmsKeyId')
        end,
        'log files go to the bucket ' || (request ->> '$.s3BucketName'),
        case
          when (request ->> '$.cloudWatchLogsLogGroupArn') = '' then 'events do not go to CloudWatch Logs'
          else 'events go to the log group ' || (request ->> '$.cloudWatchLogsLogGroupArn')
        end
      ),
      ''
    ),
    'the trail is changed'
  );

-- What a trail records after PutEventSelectors; selectors are either basic or advanced.
create or replace macro event_selection(request) as
  case
    when json_array_length(request, '$.eventSelectors') > 0 then basic_selection(
      list_contains(
        list_transform(
          json_extract(request, '$.eventSelectors[*]'),
          lambda selector: coalesce(json_extract_string(selector, '$.includeManagementEvents'), 'true')
        ),
        'true'
      ),
      len(json_extract(request, '$.eventSelectors[*].dataResources[*].values[*]')) > 0,
      joined_texts(request, '$.eventSelectors[*].excludeManagementEventSources[*]'),
      list_distinct(json_extract_string(request, '$.eventSelectors[*].readWriteType'))
    )
    when json_array_length(request, '$.advancedEventSelectors') > 0 then if(
      list_contains(
        json_extract_string(request, '$.advancedEventSelectors[*].fieldSelectors[*].equals[*]'), 'Management'
      ),
      'advanced selectors decide what is recorded',
      'no management events are recorded'
    )
    else 'what the trail records changes'
  end;

create or replace macro basic_selection(has_management, has_data, excluded, access) as
  case
    when not has_management and not has_data then 'nothing is recorded'
    else concat_ws(
      '; ',
      case
        when not has_management then 'no management events are recorded'
        when excluded is not null then 'management events are recorded, but for ' || excluded
        else 'management events are recorded'
      end,
      case access
        when ['ReadOnly'] then 'only those that read'
        when ['WriteOnly'] then 'only those that write'
      end,
      if(has_data, 'data events are recorded', 'no data events are recorded')
    )
  end;

-- What a call against logs is aimed at: a trail, data store, flow log, recorder, log group, alarm, rule, bucket …
create or replace macro tampered_target(request) as
  coalesce(
    request ->> '$.trailName',
    request ->> '$.name',
    request ->> '$.eventDataStore',
    request ->> '$.DeleteFlowLogsRequest.FlowLogId.content',
    joined_texts(request, '$.DeleteFlowLogsRequest.FlowLogId[*].content'),
    request ->> '$.configurationRecorderName',
    request ->> '$.deliveryChannelName',
    (request ->> '$.logGroupName') || coalesce(' ' || (request ->> '$.logStreamName'), ''),
    joined_texts(request, '$.alarmNames[*]'),
    request ->> '$.rule',
    request ->> '$.bucketName',
    joined_texts(request, '$.accountIds[*]'),
    joined_texts(request, '$.AccountIds[*]'),
    request ->> '$.analyzerName',
    request ->> '$.resolverQueryLogConfigId',
    request ->> '$.resourceArn',
    request ->> '$.detectorId'
  );
