"""What the tests of faults share: the program in a child that can be killed, its calls recorded, a disk that forgets."""
