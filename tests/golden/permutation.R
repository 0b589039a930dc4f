# The log-rank test by every way of giving out the groups.
source("common.R")

# Event minus the pooled Nelson-Aalen hazard at the patient's time.
scores <- function(patients) {
  times <- sort(unique(patients$time))
  jumps <- vapply(times, function(t) sum(patients$event[patients$time == t]) / sum(patients$time >= t), 0)
  patients$event - cumsum(jumps)[match(patients$time, times)]
}

# Choices of n1 patients, counted by how many of each distinct score are among them.
exact_p <- function(patients) {
  s <- round(scores(patients), 9)
  first <- patients$group == sort(unique(patients$group))[1]
  seen <- abs(sum(s[first]))
  values <- sort(unique(s))
  copies <- vapply(values, function(v) sum(s == v), 0)
  reached <- data.frame(chosen = 0, sum = 0, ways = 1)
  for (i in seq_along(values)) {
    grown <- lapply(0:copies[i], function(n) data.frame(
      chosen = reached$chosen + n, sum = round(reached$sum + n * values[i], 9),
      ways = reached$ways * choose(copies[i], n)))
    grown <- do.call(rbind, grown)
    grown <- grown[grown$chosen <= sum(first), ]
    key <- paste(grown$chosen, grown$sum)
    reached <- grown[!duplicated(key), ]
    reached$ways <- rowsum(grown$ways, key)[paste(reached$chosen, reached$sum), 1]
  }
  reached <- reached[reached$chosen == sum(first), ]
  sum(reached$ways[abs(reached$sum) >= seen - 1e-6]) / sum(reached$ways)
}

everything <- cohorts("edge_survival")
rows <- lapply(c("founding", "seven_and_eight", "events_and_censored_at_one_time", "separated_in_time"),
               function(name) number(name, "", "permutation_p", exact_p(everything[[name]])))
write_numbers(rows, "permutation")
