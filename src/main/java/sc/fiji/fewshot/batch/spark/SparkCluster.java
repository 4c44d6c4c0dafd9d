package sc.fiji.fewshot.batch.spark;

import sc.fiji.fewshot.FewShotException;
import sc.fiji.fewshot.batch.folder.ImageWork;
import sc.fiji.fewshot.batch.folder.JobSettings;

/**
 * A Spark cluster to work on. Knows nothing of Spark itself, which need not be on the class path.
 *
 * @param master address such as {@code spark://host:7077}; empty where spark-submit has told it
 * @param backbone name or path of the backbone, as each machine of the cluster finds it
 * @param device {@code auto}, {@code cpu} or {@code gpu}
 * @param threads of the CNN in an executor; 0 for as many as the executor has cores
 */
public record SparkCluster(String master, String backbone, String device, int threads) {

  /**
   * @param settings of a job
   * @return does the job on the cluster
   * @throws FewShotException if there is no Spark
   */
  public ImageWork work(JobSettings settings) {
    try {
      Class.forName("org.apache.spark.SparkConf", false, SparkCluster.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new FewShotException(
          "Spark was not found; set SPARK_HOME to the folder where it is installed, or start the job"
              + " with 'spark-submit --class sc.fiji.fewshot.batch.SparkClassify'.",
          e);
    }
    return new SparkWork(settings, this);
  }
}
