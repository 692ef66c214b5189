-- title: Requested AWS Services Over Time
-- chart: column
-- stack: service
-- size: wide
-- keys: service
-- option: aws_calls (Calls by AWS services) = true|Counted, false|Left out
-- option: access (Calls) = all|Reads and changes, write|Changes, read|Reads
-- query: NOT eventCategory:(Insight OR NetworkActivity)
-- query when aws_calls=false: initiator:principal
-- query when access=write: access:write
-- query when access=read: access:read
-- description: Requests to AWS over time, by service. A service is named as in eventSource, without the ending of its
--   region or partition; known_as says what it is called where the two differ (CloudWatch is monitoring).
-- condition: All API calls, sign-ins and service events by time and eventSource without .amazonaws.com; calls that AWS
--   services made can be left out.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: P13 Insights events name no service of their own, so they are not counted.
-- pitfall: P6 Service events, and calls an AWS service made on somebody's behalf, are counted with the service that
--   was called; they can be left out.
-- pitfall: Endpoints in China end in .amazonaws.com.cn; they are the same services.
-- original: Sumo counts all requests by hour and eventSource.
-- empty: No service was called in this range.

select
  time_bucket($bucket, "eventTime") as bucket_at,
  service,
  case service
    when 'monitoring' then 'CloudWatch'
    when 'logs' then 'CloudWatch Logs'
    when 'events' then 'EventBridge'
    when 'states' then 'Step Functions'
    when 'email' then 'SES'
    when 'elasticmapreduce' then 'EMR'
    when 'elasticfilesystem' then 'EFS'
    when 'elasticloadbalancing' then 'Elastic Load Balancing'
    when 'ssm' then 'Systems Manager'
    when 'sso' then 'IAM Identity Center'
    when 'sso-directory' then 'IAM Identity Center'
    when 'identitystore' then 'IAM Identity Center'
    when 'signin' then 'AWS Sign-In'
    when 'tagging' then 'Resource Groups'
    when 'ce' then 'Cost Explorer'
    when 'airflow' then 'MWAA'
    when 'es' then 'OpenSearch Service'
  end as known_as,
  count(*) as events,
  count(*) filter (where outcome = 'denied') as denied,
  count(*) filter (where outcome = 'failed') as failed
from event
where "eventCategory" not in ('Insight', 'NetworkActivity')
  and ($aws_calls = 'true' or initiator = 'principal')
  and ($access = 'all' or access = $access)
group by bucket_at, service
order by bucket_at, events desc, service
