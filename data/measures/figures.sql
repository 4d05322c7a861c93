-- Figures are cases added up: at the date or over a period, for the authority and each locality,
-- team and worker. There is no other way to a figure.

create view ordered_cases as
select as_at, measure, "case", person, worker, team, locality, value, weight,
       happened_on, due_on, done_on, reason
from cases order by measure, locality, team, worker, "case";

create table counted as
select c.measure, m.period, m.unit, m.left_out,
       coalesce(c.locality, getvariable('no_locality')) as locality,
       coalesce(c.team, getvariable('no_team')) as team,
       coalesce(c.worker, getvariable('no_worker')) as worker,
       c.value, c.weight
from cases c
join measure_periods m on m.measure = c.measure
where m.starts is null or c.happened_on between m.starts and as_at();

create table added as
select measure, period,
       case when grouping(locality) = 0 then locality when grouping(team) = 0 then team
            when grouping(worker) = 0 then worker else getvariable('authority') end as place,
       case when grouping(locality) = 0 then 'locality' when grouping(team) = 0 then 'team'
            when grouping(worker) = 0 then 'worker' else 'authority' end as level,
       coalesce(sum(value), 0) as numerator,
       coalesce(sum(weight) filter (value is not null or not left_out), 0) as weights,
       count(*) filter (value is null) as unknown,
       count(*) as cases
from counted
group by grouping sets (
    (measure, period), (measure, period, locality), (measure, period, team),
    (measure, period, worker));

create table figures as
select as_at() as as_at, measure, place, level, period,
       coalesce(a.numerator, 0) as numerator,
       case m.unit when 'count' then null
                   when 'rate' then g.population
                   else coalesce(a.weights, 0) end as denominator,
       coalesce(a.unknown, 0) as unknown, coalesce(a.cases, 0) as cases
from (
    select measure, period, place, level from added
    union
    select m.measure, m.period, g.place, g.level from measure_periods m cross join grid g
)
left join added a using (measure, period, place, level)
left join grid g using (place, level)
join measure_periods m using (measure, period)
order by measure, level, place, period;
