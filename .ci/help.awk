# `make help`: the targets under their groups, as the Makefile's own comments tell them.
BEGIN { FS = ":.*## "; print "mobee: make TARGET" }
/^##@ / { print "\n" substr($0, 5) }
/^[a-z]+:.*## / { printf "  make %-8s %s\n", $1, $2 }
