-- title: Launched and Terminated Instances by User
-- chart: column
-- stack: actor
-- size: wide
-- keys: actor, eventName, account
-- option: show (Show) = all|Launches and terminations, launches|Launches, terminations|Terminations,
--   requests|Fleet and spot requests
-- option: result (Result) = success|Succeeded, failure|Failed and dry runs
-- option: aws_calls (Calls by AWS services) = false|Left out, true|Counted
-- query: service:ec2 AND NOT eventCategory:(Insight OR NetworkActivity)
-- query when show=all: eventName:(RunInstances OR TerminateInstances)
-- query when show=launches: eventName:RunInstances
-- query when show=terminations: eventName:TerminateInstances
-- query when show=requests: eventName:(CreateFleet OR RequestSpotFleet OR RequestSpotInstances)
-- query when result=success: outcome:success
-- query when result=failure: outcome:(denied OR failed)
-- query when aws_calls=false: initiator:principal
-- description: Calls that launched or terminated EC2 instances, over time and by who made them. One call may
--   launch many instances: the column instances has their number, as far as the record says it; of a call that failed
--   it is the number asked for. What Auto Scaling, EMR, fleets and other services launch is left out unless asked for.
--   Requests for fleets and spot instances, for which AWS then launches the instances itself, are a choice of their
--   own.
-- condition: Successful RunInstances and TerminateInstances calls to EC2 by people and workloads, by time, actor,
--   call and account.
-- pitfall: P3 A launch that failed launched nothing, and a dry run is recorded as the error Client.DryRunOperation;
--   they are shown only when asked for.
-- pitfall: P6 Launches by AWS services (Auto Scaling, EMR, fleets) are not that user's doing; the end of a spot
--   instance is an event of the service and no call.
-- pitfall: P1 By role name all sessions of a role would be one; the actor carries the session.
-- pitfall: P12 Network activity events repeat calls that are recorded already, so they are not counted.
-- pitfall: Calls are not instances: minCount and maxCount of one call may ask for many.
-- original: Sumo counts these calls, failed ones and dry runs too, by the first userName in the record, and despite
--   its documentation without a time axis.
-- empty: No instance was launched or terminated in this range.

with call as (
  select
    "eventTime", actor, account, "eventName", "awsRegion", "errorCode",
    change_request as request,
    change_response as response
  from event
  where service = 'ec2'
    and "eventName" in (
      'RunInstances', 'TerminateInstances', 'CreateFleet', 'RequestSpotFleet', 'RequestSpotInstances'
    )
    and case "eventName"
      when 'RunInstances' then $show in ('all', 'launches')
      when 'TerminateInstances' then $show in ('all', 'terminations')
      else $show = 'requests'
    end
    and ($result = 'success') = (outcome = 'success')
    and ($aws_calls = 'true' or initiator = 'principal')
    and "eventCategory" not in ('Insight', 'NetworkActivity')
),

-- How many instances a request asks for: maxCount of each set, or the capacity of a fleet or spot request.
requested as (
  select
    *,
    case "eventName"
      when 'RunInstances' then json_extract_string(request, '$.instancesSet.items[*].maxCount')
      when 'CreateFleet' then json_extract_string(request, '$..TotalTargetCapacity')
      when 'RequestSpotInstances' then json_extract_string(request, '$..instanceCount')
      when 'RequestSpotFleet' then list_concat(
        json_extract_string(request, '$..targetCapacity'), json_extract_string(request, '$..TargetCapacity')
      )
    end as counts,
    list_filter(
      list_concat(
        json_extract_string(response, '$.instancesSet.items[*].instanceType'),
        json_extract_string(request, '$..instanceType'), json_extract_string(request, '$..InstanceType')
      ),
      lambda type: regexp_full_match(type, '[a-z0-9-]+[.][a-z0-9-]+')
    ) as types
  from call
),

counted as (
  select
    *,
    coalesce(
      nullif(json_array_length(response, '$.instancesSet.items'), 0),
      list_sum(list_transform(counts, lambda number: try_cast(number as integer))),
      case
        when "eventName" = 'TerminateInstances' then nullif(json_array_length(request, '$.instancesSet.items'), 0)
      end
    ) as number
  from requested
)

select
  time_bucket($bucket, "eventTime") as bucket_at,
  actor,
  "eventName",
  count(*) as events,
  sum(number)::bigint as instances,
  nullif(array_to_string(list_sort(list_distinct(flatten(list(types))))[1:5], ', '), '') as instance_type_list,
  count(distinct "awsRegion") as regions,
  array_to_string(list_sort(list(distinct "awsRegion"))[1:5], ', ') as region_list,
  array_to_string(list_sort(list(distinct "errorCode"))[1:5], ', ') as error_list,
  account
from counted
group by bucket_at, actor, "eventName", account
order by bucket_at, events desc, actor, "eventName", account
