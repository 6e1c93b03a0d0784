"""What a model is asked: prompt texts, how they are filled, how answers are read and checked. Standard library only."""
