# Compares two folders of results: Rscript compare.R <committed> <new>. Stops on any difference
# beyond what iteration and the last digits of another machine explain.
arguments <- commandArgs(trailingOnly = TRUE)
TOLERANCE <- 1e-7

read <- function(path) read.csv(path, comment.char = "#", colClasses = "character")

differs <- function(was, is) {
  a <- suppressWarnings(as.numeric(was))
  b <- suppressWarnings(as.numeric(is))
  far <- abs(a - b) > TOLERANCE * pmax(abs(a), 1e-5)
  ifelse(is.na(far), was != is, far)
}

compare <- function(name) {
  was <- read(file.path(arguments[1], name))
  is <- read(file.path(arguments[2], name))
  if (!identical(dim(was), dim(is)) || !identical(names(was), names(is))) {
    cat(name, ": another number of rows or columns\n", sep = "")
    return(FALSE)
  }
  rows <- which(rowSums(mapply(differs, was, is)) > 0)
  for (row in rows) cat(name, ", row ", row, "\n  was ", toString(was[row, ]), "\n  is  ", toString(is[row, ]), "\n", sep = "")
  length(rows) == 0
}

files <- union(dir(arguments[1], "csv$"), dir(arguments[2], "csv$"))
missing <- files[!file.exists(file.path(arguments[1], files)) | !file.exists(file.path(arguments[2], files))]
for (name in missing) cat(name, ": in one folder only\n", sep = "")
same <- vapply(setdiff(files, missing), compare, TRUE)
if (length(missing) || !all(same)) quit(status = 1)
cat(length(same), "files agree\n")
