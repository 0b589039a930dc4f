# What the scripts share: reading the data sets, writing numbers with all their digits.
options(warn = 1)
arguments <- commandArgs(trailingOnly = TRUE)
data_folder <- arguments[1]
results <- arguments[2]

# The cohorts of one file, by name; a file of a single data set gives it under its own name.
cohorts <- function(name) {
  frame <- read.csv(file.path(data_folder, paste0(name, ".csv")), na.strings = "")
  frame <- frame[!is.na(frame$time) & !is.na(frame$event), ]
  frame$group <- ifelse(is.na(frame$group), "Unknown", as.character(frame$group))
  # Times that are one by arithmetic are one: six decimals.
  frame$time <- round(frame$time, 6)
  if (!"cohort" %in% names(frame)) frame$cohort <- name
  split(frame, factor(frame$cohort, unique(frame$cohort)))
}

versions <- function(...) {
  packages <- vapply(c(...), function(name) paste(name, packageVersion(name)), "")
  paste(c(R.version.string, packages), collapse = ", ")
}

digits <- function(x) ifelse(is.na(x), "", trimws(formatC(x, digits = 15, format = "g")))

# Rows as CSV, below a line that says what computed them.
write_numbers <- function(rows, name, ...) {
  frame <- do.call(rbind, rows)
  numbers <- vapply(frame, is.numeric, TRUE)
  frame[numbers] <- lapply(frame[numbers], digits)
  path <- file.path(results, paste0(name, ".csv"))
  cat("# ", versions(...), "\n", sep = "", file = path)
  suppressWarnings(write.table(frame, path, append = TRUE, sep = ",", row.names = FALSE,
                               quote = FALSE, na = ""))
}

number <- function(data, group, quantity, value, at = NA) {
  data.frame(data = data, group = group, quantity = quantity, at = at, value = as.numeric(value))
}
