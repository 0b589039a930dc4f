# Kaplan-Meier, medians, follow-up, log-rank, restricted means, by R's survival package.
source("common.R")
suppressPackageStartupMessages(library(survival))

log_log <- function(formula, patients) {
  survfit(formula, patients, conf.type = "log-log", timefix = FALSE)
}

curve <- function(name, group, patients) {
  fit <- log_log(Surv(time, event) ~ 1, patients)
  data.frame(data = name, group = group, time = fit$time, n_risk = fit$n.risk,
             n_event = fit$n.event, n_censor = fit$n.censor, estimate = fit$surv,
             std_error = fit$surv * fit$std.err,
             conf_low = fit$lower, conf_high = fit$upper)
}

# print(survfit) has another median than quantile(survfit): the print is what people see.
printed <- function(fit, name, group, quantity) {
  median <- summary(fit)$table[c("median", "0.95LCL", "0.95UCL")]
  number(name, group, paste0(quantity, c("", "_low", "_high")), median)
}

# Who has an event leaves before those who are censored at the same time, as in prodlim:
# censoring is put off by less than the gap between any two times.
follow_up <- function(name, group, patients) {
  gaps <- diff(sort(unique(patients$time)))
  shift <- if (length(gaps)) min(gaps) / 4 else 0.25
  patients$time <- patients$time + shift * (patients$event == 0)
  rows <- printed(log_log(Surv(time, 1 - event) ~ 1, patients), name, group, "follow_up")
  transform(rows, value = round(value - shift, 6))
}

restricted_mean <- function(name, group, patients, tau) {
  table <- summary(survfit(Surv(time, event) ~ 1, patients), rmean = tau)$table
  number(name, group, c("rmean", "rmean_se"), table[c("rmean", "se(rmean)")], tau)
}

# First group in alphabetical order minus second, up to the last of 12, 36 and 60 months that both
# were followed to, or to the end of the shorter follow-up.
mean_difference <- function(name, patients) {
  groups <- split(patients, factor(patients$group, setdiff(sort(unique(patients$group), method = "radix"), "Unknown")))
  if (length(groups) != 2) return(NULL)
  last <- min(vapply(groups, function(g) max(g$time), 0))
  tau <- max(c(12, 36, 60)[c(12, 36, 60) <= last], if (last < 12) last)
  with_event <- vapply(groups, function(g) any(g$event[g$time < tau] == 1), TRUE)
  if (tau <= max(vapply(groups, function(g) min(g$time), 0)) || !all(with_event)) return(NULL)
  tables <- lapply(groups, function(g) summary(survfit(Surv(time, event) ~ 1, g), rmean = tau)$table)
  difference <- tables[[1]]["rmean"] - tables[[2]]["rmean"]
  error <- sqrt(tables[[1]]["se(rmean)"]^2 + tables[[2]]["se(rmean)"]^2)
  number(name, "", c("mean_difference", "mean_difference_low", "mean_difference_high"),
         difference + c(0, -1, 1) * qnorm(0.975) * error, tau)
}

landmarks <- function(name, group, patients) {
  last <- max(patients$time)
  times <- c(0, 0.3, 0.5, 0.8, 1) * last
  fit <- summary(log_log(Surv(time, event) ~ 1, patients), times = times)
  rbind(number(name, group, "at", fit$surv, fit$time),
        number(name, group, "at_low", fit$lower, fit$time),
        number(name, group, "at_high", fit$upper, fit$time),
        number(name, group, "at_risk", fit$n.risk, fit$time))
}

one_group <- function(name, group, patients, tau) {
  rbind(printed(log_log(Surv(time, event) ~ 1, patients), name, group, "median"),
        follow_up(name, group, patients),
        if (tau > min(patients$time)) restricted_mean(name, group, patients, tau),
        landmarks(name, group, patients))
}

log_rank <- function(name, patients) {
  known <- subset(patients, group != "Unknown")
  if (length(unique(known$group)) < 2 || sum(known$event) == 0) return(NULL)
  test <- tryCatch(survdiff(Surv(time, event) ~ group, known), error = function(e) e)
  if (inherits(test, "error")) {
    stopifnot(grepl("singular", conditionMessage(test)))  # all events at one time
    return(NULL)
  }
  groups <- sub("group=", "", names(test$n))
  df <- sum(test$exp > 0) - 1
  rbind(number(name, "", c("log_rank", "df", "p_value"), c(test$chisq, df, pchisq(test$chisq, df, lower.tail = FALSE))),
        number(name, groups, "observed", test$obs),
        number(name, groups, "expected", test$exp))
}

everything <- do.call(c, lapply(
  c("aml", "ovarian", "veteran", "lung", "colon", "edge_survival"), cohorts))
names(everything) <- sub("^[a-z_]*[.]", "", names(everything))
curves <- list()
numbers <- list()
for (name in names(everything)) {
  patients <- everything[[name]]
  groups <- split(patients, patients$group)
  tau <- round(0.75 * min(vapply(groups, function(g) max(g$time), 0)), 3)
  for (group in names(groups)) {
    curves <- c(curves, list(curve(name, group, groups[[group]])))
    numbers <- c(numbers, list(one_group(name, group, groups[[group]], tau)))
  }
  numbers <- c(numbers, list(log_rank(name, patients), mean_difference(name, patients)))
}
write_numbers(curves, "survival_curves", "survival")
write_numbers(numbers, "survival_numbers", "survival")
