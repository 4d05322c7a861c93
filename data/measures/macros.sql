-- The words that the measures' SQL may use beside the source tables.

create macro as_at() as getvariable('as_at');
create macro setting(name) as getvariable(name);
create macro provided(name) as list_contains(getvariable('provided'), name);
-- Whether the extract holds every row of a table from the day on.
create macro covers(name, day) as
    coalesce(getvariable('covers_from')[name] <= day, true);

-- The first of the twelve months to the date; the 31 August before the school year.
create macro year_start() as getvariable('year_start');
create macro school_year_eve() as getvariable('school_year_eve');

create macro add_months(day, months) as (day + to_months(months))::date;
-- Age at last birthday; empty for an unborn child.
create macro age_at(born, day) as case when born <= day then date_sub('year', born, day) end;
create macro day_words(day) as strftime(day, '%-d %b %Y');

-- Working days: Monday to Friday without English bank holidays. The day after a is the first.
create table calendar as select day, number from calendar_days;
create table working_day as select number, min(day) as day from calendar group by number;
create macro working_days(a, b) as
    (select number from calendar where day = b) - (select number from calendar where day = a);
create macro add_working_days(a, n) as (
    select w.day from working_day w join calendar c on w.number = c.number + n where c.day = a);

-- A holiday belongs to the term before it. The start of the term that a day falls in; the end of
-- that term or of a later one.
create macro term_start(day) as (select max(starts) from terms where starts <= day);
create macro term_end(day, later) as (
    select ends from terms
    where number = later + (select max(number) from terms where starts <= day));
