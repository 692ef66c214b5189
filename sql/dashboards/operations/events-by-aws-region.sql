-- title: Events by AWS Region
-- chart: column
-- stack: awsRegion
-- size: wide
-- keys: awsRegion
-- option: aws_calls (Calls by AWS services) = true|Counted, false|Left out
-- option: global_services (Global services in us-east-1) = true|Counted, false|Left out
-- query when aws_calls=false: initiator:principal
-- query when global_services=false: NOT (awsRegion:us-east-1 AND service:(iam OR sts OR signin OR organizations
--   OR account OR cloudfront OR route53 OR route53domains OR waf OR shield OR support OR trustedadvisor OR health
--   OR ce OR budgets OR cur))
-- description: Events over time, by the region that was called. It says nothing about where the caller is. Global
--   services (IAM, STS, sign-in, Organizations, CloudFront, Route 53 and others) are recorded in us-east-1 whoever
--   calls them from where; leave them out to see who works there. A region that was not used before is worth a look:
--   region_first_at is its first event in this range.
-- condition: All events of every kind by time and awsRegion.
-- pitfall: P8 awsRegion is the target of a call and not its origin, and us-east-1 carries the events of all global
--   services (IAM, STS and CloudFront since November 2021); sign-ins are recorded in several regions.
-- pitfall: P6 Services of AWS call all regions by themselves (Config, Trusted Advisor); such calls can be left out.
-- original: Sumo counts all events by hour and awsRegion.
-- empty: There are no events in this range.

select
  time_bucket($bucket, "eventTime") as bucket_at,
  "awsRegion",
  count(*) as events,
  count(*) filter (where access = 'write') as changes,
  count(*) filter (where outcome = 'denied') as denied,
  count(*) filter (where outcome = 'failed') as failed,
  min(min("eventTime")) over (partition by "awsRegion") as region_first_at
from event
where ($aws_calls = 'true' or initiator = 'principal')
  and (
    $global_services = 'true'
    or not coalesce(
      "awsRegion" = 'us-east-1'
      and service in (
        'iam', 'sts', 'signin', 'organizations', 'account', 'cloudfront', 'route53', 'route53domains', 'waf', 'shield',
        'support', 'trustedadvisor', 'health', 'ce', 'budgets', 'cur'
      ),
      false
    )
  )
group by bucket_at, "awsRegion"
order by bucket_at, events desc, "awsRegion"
