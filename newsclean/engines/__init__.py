"""The same cleaning inside other people's engines: Ray Data, Spark, datatrove."""
