Console.Error.WriteLine("usage: Duet.Benchmarks BENCHMARK [ARGUMENT]...");
return 2;
