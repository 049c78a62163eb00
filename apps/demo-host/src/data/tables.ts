import { dirname, join } from 'node:path';
import { STATES_OF_REGION } from '../content/regions';

const DATA_FOLDER = join(dirname(require.resolve('vega-datasets')), '..', 'data');

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const file = (name: string): string => quote(join(DATA_FOLDER, name));

const stateRegions = Object.entries(STATES_OF_REGION).flatMap(([region, states]) => states.split(' ').map((state) => `(${quote(state)}, ${quote(region)})`));

/** Run once, in this order, when the app starts. Where each set comes from stands in the README. */
export const TABLES: readonly string[] = [
  `create table state_region (state varchar, region varchar)`,
  `insert into state_region values ${stateRegions.join(', ')}`,
  // Who answers for a region: made up, as the people are.
  `create table region_manager (region varchar, manager varchar, deputy varchar)`,
  `insert into region_manager values ('east', 'u002', 'u010'), ('south', 'u004', 'u021')`,
  `create table airport as
     select iata, name, city, state, coalesce(region, 'territories') as region
     from read_csv(${file('airports.csv')}) left join state_region using (state)`,
  // Three million flights, kept by day and airport. The set ends at midnight: the six flights after it are not a day.
  `create table flight_day as
     select flight.date::date as day, origin, any_value(state) as state, any_value(region) as region, count(*)::int as flights,
            count(*) filter (delay > 15) as late, sum(delay) as delay_minutes
     from ${file('flights-3m.parquet')} as flight join airport on iata = origin
     where flight.date < timestamp '2001-07-01' group by flight.date::date, origin`,
  `create table flight_route as
     select origin, destination, count(*)::int as flights, avg(delay) as mean_delay, any_value(distance) as miles
     from ${file('flights-3m.parquet')} group by origin, destination`,
  `create table strike as
     select "Flight Date"::date as day, "Origin State" as state, rtrim("Aircraft Airline Operator", '*') as operator, "Phase of flight" as phase,
            "Wildlife Species" as species, "Effect Amount of damage" as damage, "Cost Total $" as cost
     from read_csv(${file('birdstrikes.csv')})`,
  `create table sp500 as select date as day, open, high, low, close, volume from read_csv(${file('sp500-2000.csv')})`,
  `create table stock as select symbol, strptime(date, '%b %-d %Y')::date as month, price from read_csv(${file('stocks.csv')})`,
  `create table employment as select * from read_csv(${file('us-employment.csv')})`,
  `create table unemployment as
     select series, make_date(year::int, month::int, 1) as month, count, rate / 100 as rate
     from read_json(${file('unemployment-across-industries.json')})`,
  `create table weather as select location, date as day, precipitation, temp_max, temp_min, wind, weather as kind from read_csv(${file('weather.csv')})`,
  `create table co2 as select "Date" as month, "CO2" as ppm, "adjusted CO2" as adjusted from read_csv(${file('co2-concentration.csv')})`,
  `create table disaster as select "Entity" as kind, "Year" as year, "Deaths" as deaths from read_csv(${file('disasters.csv')})`,
  `create table electricity as select year(year) as year, source, net_generation as gwh from read_csv(${file('iowa-electricity.csv')})`,
  `create table country_year as select year::int as year, country, pop, life_expect from read_json(${file('gapminder.json')})`,
];
