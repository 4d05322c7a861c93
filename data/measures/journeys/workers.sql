-- Every worker who holds something in a case of the snapshot, and what else there is to know.
-- Newly qualified is so in the first year in post (a setting).

create table workers as
select as_at() as as_at, c.worker, p.job_title, p.full_time_equivalent,
       coalesce(w.newly_qualified, false)
           and coalesce(w.started_on > as_at() - setting('newly_qualified_days'), true)
           as newly_qualified,
       coalesce(p.agency, false) as agency
from (select distinct worker from cases where worker is not null) c
left join professionals p on p.professional_id = c.worker
left join workforce w on w.professional_id = c.worker
order by c.worker;
