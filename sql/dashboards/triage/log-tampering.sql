-- title: Log Tampering
-- chart: table
-- size: full
-- keys: eventID
-- rows: 500
-- query: eventID:* AND NOT eventCategory:(Insight OR NetworkActivity) AND (
--   (service:cloudtrail AND eventName:(StopLogging OR DeleteTrail OR UpdateTrail OR PutEventSelectors
--   OR PutInsightSelectors OR DeleteEventDataStore OR StopEventDataStoreIngestion))
--   OR (service:config AND eventName:(StopConfigurationRecorder OR DeleteConfigurationRecorder
--   OR DeleteDeliveryChannel))
--   OR (service:guardduty AND (eventName:(DeleteDetector OR DisassociateMembers OR DeleteMembers
--   OR StopMonitoringMembers OR DisassociateFromMasterAccount OR DisassociateFromAdministratorAccount OR CreateIPSet
--   OR UpdateIPSet OR DeletePublishingDestination)
--   OR (eventName:UpdateDetector AND requestParameters.enable:false)
--   OR (eventName:(CreateFilter OR UpdateFilter) AND requestParameters.action:ARCHIVE)))
--   OR (service:securityhub AND eventName:(DisableSecurityHub OR BatchDisableStandards OR DisassociateMembers
--   OR DeleteMembers OR DisassociateFromMasterAccount OR DisassociateFromAdministratorAccount
--   OR DisableImportFindingsForProduct))
--   OR (service:macie2 AND eventName:DisableMacie) OR (service:access-analyzer AND eventName:DeleteAnalyzer)
--   OR (service:inspector2 AND eventName:Disable) OR (service:detective AND eventName:DeleteGraph)
--   OR (service:ec2 AND eventName:DeleteFlowLogs) OR (service:wafv2 AND eventName:DeleteLoggingConfiguration)
--   OR (service:route53 AND eventName:DeleteQueryLoggingConfig)
--   OR (service:route53resolver AND eventName:(DeleteResolverQueryLogConfig OR DisassociateResolverQueryLogConfig))
--   OR (service:logs AND (eventName:(DeleteLogGroup OR DeleteLogStream OR DeleteSubscriptionFilter
--   OR DeleteMetricFilter) OR (eventName:PutRetentionPolicy AND requestParameters.retentionInDays:<=7)))
--   OR (initiator:principal AND ((service:monitoring AND eventName:(DeleteAlarms OR DisableAlarmActions))
--   OR (service:events AND eventName:(DeleteRule OR DisableRule OR RemoveTargets))))
--   OR (service:s3 AND ((eventName:PutBucketLogging AND requestParameters.BucketLoggingStatus:*
--   AND -requestParameters.BucketLoggingStatus.LoggingEnabled:*)
--   OR (eventName:PutBucketLifecycle AND requestParameters.LifecycleConfiguration.Rule.Expiration.Days:<=7)
--   OR (eventName:(DeleteBucket OR DeleteObjects)
--   AND requestParameters.bucketName:/(^|[-._])(cloudtrail|trails?|logs?|logging|audit)([-._]|$)/))))
-- description: Calls that make an attack harder to see: trails, event data stores, flow logs, AWS Config, GuardDuty,
--   Security Hub and other watchers stopped, weakened or deleted, and logs and alarms removed. The effect says in
--   words what the call brings about; attempts that failed are listed and marked. Restoring what was weakened is
--   listed as well, so that a gap has its end. What happens while a trail is stopped is not in that trail.
-- condition: Calls of a fixed list against logging, detection and alarms; where only some requests of a call weaken
--   anything (UpdateDetector, GuardDuty filters, bucket logging, lifecycle and retention) those whose request says so.
-- pitfall: P3 A refused attempt changed nothing, but it shows the intent; it is listed and marked.
-- pitfall: P6 CloudWatch alarms and EventBridge rules that AWS services delete for themselves are left out; all
--   other calls count whoever made them, CloudFormation too.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not listed.
-- pitfall: P14 CloudTrail says PutBucketLifecycle, not PutBucketLifecycleConfiguration.
-- pitfall: CloudTrail does not say what a bucket is for: deletions are listed for buckets whose name says trail, log
--   or audit, lifecycle rules where they delete objects within 7 days, whatever the bucket. Retention of logs is
--   everyday care, too, unless it is that short.
-- original: Sumo counts changes of trails (and the read GetTrail) and of AWS Config, without PutEventSelectors; its
--   SecOps app adds StopLogging and three requests of UpdateTrail, successes only.
-- empty: Nothing of logging, detection or alarms was weakened in this range.

with tampering as (
  select
    "eventTime", actor, "eventName", service, resource, outcome, "sourceIPAddress", "awsRegion", account, "eventID",
    change_request as request
  from event
  where "eventCategory" not in ('Insight', 'NetworkActivity')
    and "eventID" is not null
    -- Tested while the events are read, unlike what follows.
    and list_contains(
      [
        'BatchDisableStandards', 'CreateFilter', 'CreateIPSet', 'DeleteAlarms', 'DeleteAnalyzer', 'DeleteBucket',
        'DeleteConfigurationRecorder', 'DeleteDeliveryChannel', 'DeleteDetector', 'DeleteEventDataStore',
        'DeleteFlowLogs', 'DeleteGraph', 'DeleteLogGroup', 'DeleteLogStream', 'DeleteLoggingConfiguration',
        'DeleteMembers', 'DeleteMetricFilter', 'DeleteObjects', 'DeletePublishingDestination',
        'DeleteQueryLoggingConfig', 'DeleteResolverQueryLogConfig', 'DeleteRule', 'DeleteSubscriptionFilter',
        'DeleteTrail', 'Disable', 'DisableAlarmActions', 'DisableImportFindingsForProduct', 'DisableMacie',
        'DisableRule', 'DisableSecurityHub', 'DisassociateFromAdministratorAccount',
        'DisassociateFromMasterAccount', 'DisassociateMembers', 'DisassociateResolverQueryLogConfig',
        'PutBucketLifecycle', 'PutBucketLogging', 'PutEventSelectors', 'PutInsightSelectors', 'PutRetentionPolicy',
        'RemoveTargets', 'StopConfigurationRecorder', 'StopEventDataStoreIngestion', 'StopLogging',
        'StopMonitoringMembers', 'UpdateDetector', 'UpdateFilter', 'UpdateIPSet', 'UpdateTrail'
      ],
      "eventName"
    )
    and (
      (service = 'cloudtrail' and "eventName" in (
        'StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors', 'PutInsightSelectors',
        'DeleteEventDataStore', 'StopEventDataStoreIngestion'
      ))
      or (service = 'config' and "eventName" in (
        'StopConfigurationRecorder', 'DeleteConfigurationRecorder', 'DeleteDeliveryChannel'
      ))
      or (service = 'guardduty' and "eventName" in (
        'DeleteDetector', 'UpdateDetector', 'DisassociateMembers', 'DeleteMembers', 'StopMonitoringMembers',
        'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount', 'CreateFilter', 'UpdateFilter',
        'CreateIPSet', 'UpdateIPSet', 'DeletePublishingDestination'
      ))
      or (service = 'securityhub' and "eventName" in (
        'DisableSecurityHub', 'BatchDisableStandards', 'DisassociateMembers', 'DeleteMembers',
        'DisassociateFromMasterAccount', 'DisassociateFromAdministratorAccount', 'DisableImportFindingsForProduct'
      ))
      or (service = 'macie2' and "eventName" = 'DisableMacie')
      or (service = 'access-analyzer' and "eventName" = 'DeleteAnalyzer')
      or (service = 'inspector2' and "eventName" = 'Disable')
      or (service = 'detective' and "eventName" = 'DeleteGraph')
      or (service = 'ec2' and "eventName" = 'DeleteFlowLogs')
      or (service = 'wafv2' and "eventName" = 'DeleteLoggingConfiguration')
      or (service = 'route53' and "eventName" = 'DeleteQueryLoggingConfig')
      or (service = 'route53resolver' and "eventName" in (
        'DeleteResolverQueryLogConfig', 'DisassociateResolverQueryLogConfig'
      ))
      or (service = 'logs' and "eventName" in (
        'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteSubscriptionFilter', 'DeleteMetricFilter'
      ))
      or (service = 'monitoring' and "eventName" in ('DeleteAlarms', 'DisableAlarmActions')
        and initiator = 'principal')
      or (service = 'events' and "eventName" in ('DeleteRule', 'DisableRule', 'RemoveTargets')
        and initiator = 'principal')
      or (service = 's3' and (
        "eventName" in ('PutBucketLogging', 'PutBucketLifecycle')
        or (
          "eventName" in ('DeleteBucket', 'DeleteObjects')
          and regexp_matches(
            "requestParameters.bucketName", '(?i)(^|[-._])(cloudtrail|trails?|logs?|logging|audit)([-._]|$)'
          )
        )
      ))
    )
),

judged as (
  select
    *,
    least_days_to_expiry(request) as days_to_expiry,
    case "eventName"
      when 'UpdateDetector' then lower(json_extract_string(request, '$.enable')) = 'false'
      when 'CreateFilter' then lower(json_extract_string(request, '$.action')) = 'archive'
      when 'UpdateFilter' then lower(json_extract_string(request, '$.action')) = 'archive'
      when 'PutBucketLogging' then is_present(request, '$.BucketLoggingStatus')
        and not is_present(request, '$.BucketLoggingStatus.LoggingEnabled')
      when 'PutBucketLifecycle' then days_to_expiry <= 7
      when 'PutRetentionPolicy' then try_cast(request ->> '$.retentionInDays' as double) <= 7
      else true
    end as is_weakening
  from tampering
),

described as (
  select
    *,
    case service || ':' || "eventName"
      when 'cloudtrail:StopLogging' then 'the trail records no further events'
      when 'cloudtrail:DeleteTrail' then 'the trail is gone and records no further events'
      when 'cloudtrail:UpdateTrail' then trail_change(request)
      when 'cloudtrail:PutEventSelectors' then event_selection(request)
      when 'cloudtrail:PutInsightSelectors' then if(
        json_array_length(request, '$.insightSelectors') = 0,
        'unusual activity is no longer looked for',
        'which unusual activity is looked for changes'
      )
      when 'cloudtrail:DeleteEventDataStore' then 'the event data store and its events go after seven days'
      when 'cloudtrail:StopEventDataStoreIngestion' then 'the event data store takes in no further events'
      when 'config:StopConfigurationRecorder' then 'changes of resources are no longer recorded in this region'
      when 'config:DeleteConfigurationRecorder' then 'changes of resources are no longer recorded in this region'
      when 'config:DeleteDeliveryChannel' then 'recorded changes of resources are no longer delivered'
      when 'guardduty:DeleteDetector' then 'GuardDuty is off in this region and its findings are gone'
      when 'guardduty:UpdateDetector' then 'GuardDuty is suspended in this region'
      when 'guardduty:CreateFilter' then 'findings that match the filter are archived unseen'
      when 'guardduty:UpdateFilter' then 'findings that match the filter are archived unseen'
      when 'guardduty:CreateIPSet' then 'addresses of the list are trusted: no findings about them'
      when 'guardduty:UpdateIPSet' then 'the list of trusted addresses changes: no findings about them'
      when 'guardduty:StopMonitoringMembers' then 'GuardDuty of these accounts is no longer watched'
      when 'guardduty:DeletePublishingDestination' then 'findings are no longer exported'
      when 'securityhub:DisableSecurityHub' then 'Security Hub is off in this region'
      when 'securityhub:BatchDisableStandards' then 'a security standard is no longer checked'
      when 'securityhub:DisableImportFindingsForProduct' then 'findings of a product are no longer taken in'
      when 'macie2:DisableMacie' then 'Macie is off in this region and its findings are gone'
      when 'access-analyzer:DeleteAnalyzer' then 'access from outside is no longer looked for'
      when 'inspector2:Disable' then 'resources are no longer scanned for vulnerabilities'
      when 'detective:DeleteGraph' then 'Detective is off in this region and its data are gone'
      when 'ec2:DeleteFlowLogs' then 'network traffic is no longer logged'
      when 'wafv2:DeleteLoggingConfiguration' then 'web requests are no longer logged'
      when 'route53:DeleteQueryLoggingConfig' then 'DNS queries are no longer logged'
      when 'route53resolver:DeleteResolverQueryLogConfig' then 'DNS queries of networks are no longer logged'
      when 'route53resolver:DisassociateResolverQueryLogConfig' then 'DNS queries of a network are no longer logged'
      when 'logs:DeleteLogGroup' then 'the log group and all its entries are gone'
      when 'logs:DeleteLogStream' then 'the log stream and its entries are gone'
      when 'logs:PutRetentionPolicy' then
        'entries of the log group are deleted after ' || days_text(try_cast(request ->> '$.retentionInDays' as double))
      when 'logs:DeleteSubscriptionFilter' then 'entries are no longer passed on'
      when 'logs:DeleteMetricFilter' then 'entries are no longer counted for alarms'
      when 'monitoring:DeleteAlarms' then 'the alarms are gone'
      when 'monitoring:DisableAlarmActions' then 'the alarms no longer notify anybody'
      when 'events:DeleteRule' then 'events no longer set anything off'
      when 'events:DisableRule' then 'events no longer set anything off'
      when 'events:RemoveTargets' then 'events no longer reach the targets'
      when 's3:PutBucketLogging' then 'access to the bucket is no longer logged'
      when 's3:PutBucketLifecycle' then 'objects of the bucket are deleted after ' || days_text(days_to_expiry)
      when 's3:DeleteBucket' then 'a bucket named like one for logs is gone'
      when 's3:DeleteObjects' then 'objects of a bucket named like one for logs are deleted'
      else if(
        "eventName" in ('DisassociateMembers', 'DeleteMembers'),
        'the member accounts are no longer watched from here',
        'the account is no longer watched by its administrator account'
      )
    end as effect
  from judged
  where is_weakening
)

select
  "eventTime",
  actor,
  "eventName",
  if(outcome = 'success', effect, 'attempt: ' || effect) as effect,
  coalesce(tampered_target(request), resource) as target,
  outcome,
  "sourceIPAddress",
  "awsRegion",
  account,
  service,
  "eventID"
from described
order by "eventTime" desc, "eventID"
