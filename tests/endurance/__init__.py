"""Nothing tears, nothing is lost: ten kinds of trouble, small in `make test`, at full size in `make soak`."""
